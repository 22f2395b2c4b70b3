//! Every statistic against the file of known results, by the same code as `examples/verify_statistics`.

#[path = "../../examples/verify_statistics/case.rs"]
mod case;
#[path = "../../examples/verify_statistics/check/mod.rs"]
mod check;

#[test]
fn every_known_result_is_met() {
    let cases = case::Case::parse_all(include_str!("data/statistics-golden.json")).unwrap();
    let failures: Vec<_> =
        cases.iter().filter_map(|case| Some(format!("{}: {}", case.id, case.check().err()?))).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    assert_eq!(cases.len(), 177);
}

#[test]
fn a_wrong_expectation_and_an_unknown_function_fail() {
    let wrong = r#"[{"fn":"norm_cdf","inputs":{"x":0},"expect":{"value":0.6},"tol":{"abs":0.01,"rel":0}},
        {"fn":"norm_cdf","inputs":{"x":0},"expect":{"value":null},"tol":{"abs":0.01,"rel":0}},
        {"fn":"tea_leaves","inputs":{},"expect":{}}]"#;
    assert!(case::Case::parse_all(wrong).unwrap().iter().all(|case| case.check().is_err()));
}

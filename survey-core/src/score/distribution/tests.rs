//! Against 50-digit arithmetic (mpmath), at the sizes a large survey reaches.
use super::*;

fn assert_close(got: f64, want: f64, relative: f64) {
    assert!((got - want).abs() <= relative * want.abs(), "got {got:e}, want {want:e}");
}

#[test]
fn normal_tails_keep_thirteen_digits() {
    assert_close(normal_sf(0.5), 0.308_537_538_725_986_9, 1e-12);
    assert_close(normal_sf(3.2), 0.000_687_137_937_915_848_5, 1e-12);
    assert_close(normal_sf(8.5), 9.479_534_822_203_318e-18, 1e-12);
    assert_close(normal_sf(26.9), 1.098_106_956_511_089_9e-159, 1e-12);
    assert_close(normal_sf(-1.3), 0.903_199_515_414_389_7, 1e-12);
}

#[test]
fn normal_quantiles_keep_fifteen_digits() {
    assert_close(normal_quantile(0.975).unwrap(), 1.959_963_984_540_053_8, 3e-15);
    assert_close(normal_quantile(1e-6).unwrap(), -4.753_424_308_822_899, 3e-15);
    assert_close(normal_quantile(0.51).unwrap(), 0.025_068_908_258_711_057, 3e-15);
    assert_close(normal_quantile(1e-20).unwrap(), -9.262_340_089_798_407, 3e-15);
    assert_close(normal_quantile(0.9).unwrap(), 1.281_551_565_544_600_6, 3e-15);
    assert_close(normal_quantile(1.0e-300).unwrap(), -37.047_096_299_361_2, 3e-15);
    assert_close(normal_quantile(0.025).unwrap(), -1.959_963_984_540_054_3, 3e-15);
    assert_close(normal_quantile(0.000_5).unwrap(), -3.290_526_731_491_895, 3e-15);
    // As 0.9999999 is meant, not as a float holds it.
    assert_close(normal_quantile(0.999_999_9).unwrap(), 5.199_337_582_192_817, 3e-15);
    assert_eq!(normal_quantile(0.5), Some(0.0));
    assert_eq!(normal_quantile(0.0), None);
    assert_eq!(normal_quantile(f64::NAN), None);
}

#[test]
fn incomplete_beta_holds_from_halves_to_millions() {
    assert_close(beta_cdf(10.5, 0.5, 0.9), 0.141_553_091_812_887, 2e-12);
    assert_close(beta_cdf(225.0, 2.0, 0.9), 1.190_234_367_350_972e-9, 2e-12);
    assert_close(beta_cdf(5_000.0, 300.0, 0.94), 0.142_766_884_504_301, 2e-12);
    assert_close(beta_cdf(500_000.0, 2.0, 0.999_99), 0.040_426_671_309_125_26, 2e-12);
    assert_close(beta_cdf(500_000.0, 300_000.0, 0.624_5), 0.177_798_181_070_909_92, 2e-12);
    assert_close(beta_cdf(1_000_000.5, 2_000_000.5, 0.333_4), 0.596_722_535_484_292_1, 2e-12);
    assert_close(beta_cdf(50.0, 2.0, 0.5), 2.309_263_891_220_325_6e-14, 2e-12);
    assert_close(beta_cdf(3.0, 4_000_000.0, 1e-6), 0.761_897_134_021_703_4, 2e-12);
    assert_close(beta_cdf(0.5, 500_000.0, 4e-6), 0.954_499_898_076_736_9, 2e-12);
}

#[test]
fn chi_squared_tails_hold_for_many_groups() {
    assert_close(chi_squared_sf(17.2, 4.0), 0.001_767_415_619_208_760_3, 1e-12);
    assert_close(chi_squared_sf(3.84, 1.0), 0.050_043_521_248_705_106, 1e-12);
    assert_close(chi_squared_sf(620.0, 500.0), 0.000_193_833_553_880_994_24, 1e-12);
    assert_close(chi_squared_sf(20_500.0, 20_000.0), 0.006_517_863_488_342_559, 1e-12);
    assert_close(chi_squared_sf(0.5, 7.0), 0.999_446_481_390_425, 1e-12);
    assert_close(chi_squared_sf(12.0, 30.0), 0.998_599_646_166_638_1, 1e-12);
}

#[test]
fn student_quantiles_hold_for_one_and_for_many_degrees_of_freedom() {
    assert_close(student_quantile(0.975, 9.0).unwrap(), 2.262_157_162_798_205, 3e-13);
    assert_close(student_quantile(0.95, 3.0).unwrap(), 2.353_363_434_801_823, 3e-13);
    assert_close(student_quantile(0.975, 1.0).unwrap(), 12.706_204_736_174_692, 3e-13);
    assert_close(student_quantile(0.995, 2.0).unwrap(), 9.924_843_200_918_29, 3e-13);
    assert_close(student_quantile(0.975, 114.0).unwrap(), 1.980_992_297_975_857, 3e-13);
    assert_close(student_quantile(0.9, 1_000.0).unwrap(), 1.282_398_721_460_924_7, 3e-13);
    assert_eq!(student_quantile(0.5, 3.0), Some(0.0));
    assert_eq!(student_quantile(0.9, 0.0), None);
    assert_close(student_quantile(0.975, 1e17).unwrap(), normal_quantile(0.975).unwrap(), 1e-15);
}

#[test]
fn binomial_sums_agree_with_its_probabilities() {
    assert_close(binomial_pmf(6, 22, 0.5), 0.017_789_125_442_504_883, 1e-13);
    assert_close(binomial_pmf(0, 9, 0.3), 0.040_353_607_000_000_01, 1e-13);
    assert_close(binomial_pmf(9, 9, 0.3), 1.968_299_999_999_999_4e-5, 1e-13);
    assert_close(binomial_pmf(480, 1000, 0.5), 0.011_340_982_371_187_728, 1e-13);
    let sum: f64 = (0..=480).map(|k| binomial_pmf(k, 1000, 0.5)).sum();
    assert_close(binomial_cdf(480, 1000, 0.5), sum, 1e-12);
    assert_eq!(binomial_quantile(0.025, 30, 0.9), 23);
    assert_eq!(binomial_quantile(1.0, 30, 0.9), 30);
}

# What is typed often. Everything here is a plain command that also works without just.

# A lively example on http://127.0.0.1:8080
demo:
    cargo run --release -p survey-server -- demo

# Everything that must hold before a change lands
ci:
    .ci/run

# The quick checks
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo test --workspace

# A stripped program in target/release
build:
    cargo build --release --locked -p survey-server

# Licences and known holes of everything we depend on
deny:
    cargo deny check

//! A real browser: headless Chromium, driven over the WebDriver protocol by the installed chromedriver.
//!
//! The protocol is JSON over HTTP, and we need a dozen commands of it. A client library was tried and put back: it
//! switches on a feature of `serde_json` (the order of maps) that the product does not have, so that every test would
//! have run another program than the one that is shipped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::patience::patiently;

/// What the protocol calls the key of an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

const AXE: &str = include_str!("../vendor/axe.min.js");

/// `--no-sandbox` because CI runs as root; the rest keeps Chromium from calling home, which only costs time here.
const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Ties the browser's life to the driver's.
    "--remote-debugging-pipe",
];

/// The supervisor ends the driver when its standard input closes, as it does when the tests end, however they end.
const SUPERVISOR: &str = r#"
trap '' INT HUP
chromedriver --port=0 &
driver=$!
cat >/dev/null
kill "$driver"
"#;

struct Driver {
    port: u16,
    _supervisor: (Child, ChildStdin),
}

/// The driver of this test process. None: it is not installed.
fn driver() -> Option<&'static Driver> {
    static DRIVER: OnceLock<Option<Driver>> = OnceLock::new();
    DRIVER.get_or_init(start_driver).as_ref()
}

fn start_driver() -> Option<Driver> {
    Command::new("chromedriver").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    let mut child = Command::new("sh")
        .args(["-c", SUPERVISOR])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh");
    let pipe = child.stdin.take().expect("a piped input");
    let mut lines = BufReader::new(child.stdout.take().expect("a piped output")).lines();
    let port = lines
        .find_map(|line| line.ok()?.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok())
        .expect("chromedriver names its port");
    // It goes on talking; a closed pipe would end it.
    std::thread::spawn(move || lines.for_each(drop));
    Some(Driver { port, _supervisor: (child, pipe) })
}

/// A window of its own, with its own cookies; closed when dropped.
pub struct Browser {
    client: reqwest::Client,
    session: String,
    port: u16,
}

/// How a window differs from the usual one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Window {
    /// 390 × 844 as a phone has, instead of 1280 × 900.
    pub phone: bool,
    /// The dark colour scheme.
    pub dark: bool,
    /// No JavaScript, as some customers have it.
    pub no_script: bool,
}

impl Browser {
    /// Opens the usual window. None: no browser is installed, and it was said loudly; on CI that is a failure.
    pub async fn open() -> Option<Self> {
        Self::open_as(Window::default()).await
    }

    /// Opens a window.
    pub async fn open_as(window: Window) -> Option<Self> {
        let Some(driver) = driver() else {
            let on_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
            assert!(!on_ci, "chromedriver is not installed; on Debian: apt-get install chromium chromium-driver");
            let note = b"\nSKIPPED: a browser test; on Debian: apt-get install chromium chromium-driver\n";
            std::io::stderr().write_all(note).expect("standard error");
            return None;
        };
        let mut arguments = ARGUMENTS.map(str::to_owned).to_vec();
        arguments.push(if window.phone { "--window-size=390,844" } else { "--window-size=1280,900" }.to_owned());
        let script = if window.no_script { 2 } else { 1 };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "timeouts": {"implicit": 10_000, "pageLoad": 60_000, "script": 60_000},
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": {"profile.managed_default_content_settings.javascript": script},
            },
        }}});
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::new();
        let mut browser = Self { client, session: String::new(), port: driver.port };
        let session = browser.command("", &wanted).await;
        browser.session = format!("/{}", session["sessionId"].as_str().expect("a session"));
        let scheme = if window.dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.chromium("Emulation.setEmulatedMedia", &media).await;
        if window.phone {
            let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true});
            browser.chromium("Emulation.setDeviceMetricsOverride", &phone).await;
        }
        Some(browser)
    }

    /// Opens a page and waits until it has loaded.
    pub async fn visit(&self, url: &str) {
        self.command("/url", &json!({ "url": url })).await;
    }

    /// The address that is shown now.
    pub async fn url(&self) -> String {
        text(&self.question("/url").await)
    }

    /// The title that is shown now.
    pub async fn title(&self) -> String {
        text(&self.question("/title").await)
    }

    /// The visible text of the first element that matches, waiting for it to appear.
    pub async fn text(&self, css: &str) -> String {
        let element = self.find(css).await;
        text(&self.question(&format!("/element/{element}/text")).await)
    }

    /// Clicks the first element that matches, waiting for it to appear.
    pub async fn click(&self, css: &str) {
        let element = self.find(css).await;
        // As a person does: not where something that stays in place lies over it.
        let place = json!({"script": "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})",
            "args": [{ELEMENT: element}]});
        self.command("/execute/sync", &place).await;
        self.command(&format!("/element/{element}/click"), &json!({})).await;
    }

    /// Clicks the first element that matches, and waits until the page that it leads to has loaded.
    pub async fn follow(&self, css: &str) {
        self.run("window.left = false").await;
        self.click(css).await;
        let arrived = async {
            // The browser cannot notify us: it is asked again and again.
            while self.run("return window.left === undefined && document.readyState === 'complete'").await != true {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        patiently("the next page", arrived).await;
    }

    /// Types into the first element that matches, waiting for it to appear.
    pub async fn type_into(&self, css: &str, keys: &str) {
        let element = self.find(css).await;
        self.command(&format!("/element/{element}/value"), &json!({ "text": keys })).await;
    }

    /// Runs the body of a function in the page and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({"script": script, "args": []})).await
    }

    /// Runs the body of a function that calls its argument with what it found, and returns that.
    pub async fn wait_for(&self, script: &str) -> Value {
        self.command("/execute/async", &json!({"script": script, "args": []})).await
    }

    /// Makes the window as narrow as the narrowest phones: 320 pixels.
    pub async fn narrow(&self) {
        let phone = json!({"width": 320, "height": 640, "deviceScaleFactor": 2, "mobile": true});
        self.chromium("Emulation.setDeviceMetricsOverride", &phone).await;
    }

    /// What axe-core finds wrong with the page: a line for each rule broken, with the elements that break it. Frames are
    /// pages of their own; one without scripts would only complain that it is asked.
    pub async fn accessibility_problems(&self) -> Vec<String> {
        self.run(AXE).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { iframes: false }).then(found => done(found.violations.map(rule =>
                rule.id + ': ' + rule.help + ': ' + rule.nodes.map(node => node.html).join(' | '))));";
        let found = self.command("/execute/async", &json!({"script": script, "args": []})).await;
        found.as_array().expect("a list").iter().map(text).collect()
    }

    /// What the browser's console complains of: failed requests, refused scripts and styles, errors in scripts.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.command("/se/log", &json!({"type": "browser"})).await;
        let entries = log.as_array().expect("a list").iter();
        entries.filter(|entry| entry["level"] != "INFO").map(|entry| text(&entry["message"])).collect()
    }

    /// The width by which the page is wider than its window: above zero, a phone must scroll sideways.
    pub async fn overflow(&self) -> i64 {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        self.run(script).await.as_i64().expect("a number")
    }

    /// Fails the test for anything on the page that a screen reader, a keyboard, a phone or a strict browser stumbles
    /// over. `name` is what the failure calls the page.
    pub async fn inspect(&self, name: &str) {
        let problems = self.accessibility_problems().await;
        assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
        assert_eq!(self.overflow().await, 0, "{name} is wider than its window");
        let complaints = self.complaints().await;
        assert!(complaints.is_empty(), "{name}:\n{}", complaints.join("\n"));
        assert_eq!(self.run("return document.querySelectorAll('h1').length").await, 1, "{name} has one heading");
        assert_ne!(self.title().await, "", "{name} has a title");
    }

    /// Goes on inside a frame: the one that matches, in the shadow of the host that matches where it has one.
    pub async fn enter_frame(&self, host: &str, css: &str) {
        let script = format!(
            "const host = document.querySelector('{host}'); return (host.shadowRoot ?? host).querySelector('{css}')"
        );
        let frame = self.run(&script).await;
        self.command("/frame", &json!({ "id": frame })).await;
    }

    /// Back in the page itself.
    pub async fn leave_frame(&self) {
        self.command("/frame", &json!({ "id": null })).await;
    }

    /// The first complaint with this word in it, waiting for it to appear.
    pub async fn complaints_about(&self, word: &str) -> String {
        let asking = async {
            loop {
                if let Some(found) = self.complaints().await.into_iter().find(|complaint| complaint.contains(word)) {
                    return found;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        patiently(word, asking).await
    }

    /// A PNG of what is shown.
    pub async fn screenshot(&self) -> Vec<u8> {
        STANDARD.decode(text(&self.question("/screenshot").await)).expect("base64")
    }

    /// A command of Chromium's own protocol: what a page cannot do to itself.
    pub async fn chromium(&self, command: &str, parameters: &Value) {
        self.command("/goog/cdp/execute", &json!({"cmd": command, "params": parameters})).await;
    }

    /// Waits until the body of a function in the page returns something that counts as true, and returns it.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let asking = async {
            loop {
                // The browser cannot notify us: it is asked again and again.
                let found = self.run(script).await;
                if !matches!(&found, Value::Null | Value::Bool(false)) && found != json!(0) && found != json!("") {
                    return found;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        patiently(what, asking).await
    }

    async fn find(&self, css: &str) -> String {
        let found = self.command("/element", &json!({"using": "css selector", "value": css})).await;
        text(&found[ELEMENT])
    }

    async fn command(&self, path: &str, body: &Value) -> Value {
        self.finish(path, self.client.post(self.address(path)).json(body)).await
    }

    async fn question(&self, path: &str) -> Value {
        self.finish(path, self.client.get(self.address(path))).await
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/session{}{path}", self.port, self.session)
    }

    async fn finish(&self, path: &str, request: reqwest::RequestBuilder) -> Value {
        let response = request.send().await.expect("the driver runs");
        let status = response.status();
        let answer: Value = response.json().await.expect("JSON");
        assert!(status.is_success(), "{path}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Blocking, because a test that fails drops it while unwinding.
        let Ok(mut driver) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) else { return };
        let close = format!("DELETE /session{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", self.session);
        // The driver answers when the window is closed, and keeps the connection open.
        let _ = driver.write_all(close.as_bytes()).and_then(|()| driver.read(&mut [0; 1024]));
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

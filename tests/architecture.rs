//! The arrows of the design hold: each room of the server uses only what it may, and one room alone knows each of the
//! big crates. Read from the source, so that a failure names the file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Crates that one room hides from all others, and who that is.
const CRATES: [(&str, &[&str]); 8] = [
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("lettre", &["mail"]),
    ("reqwest", &["callback"]),
    ("actix_web", &["web", "app"]),
    ("actix_http", &["web", "app"]),
    ("actix_rt", &["web", "app"]),
    ("utoipa", &["web"]),
];

/// What a room must not use: `(the rooms, what they must not use)`. `app` puts everything together and may use all.
const WALLS: [(&[&str], &[&str]); 5] = [
    (&["store"], &["web", "cli", "jobs", "receiver", "app", "mail", "callback", "render"]),
    (&["store"], &["outreach", "response", "recovery", "reporting", "account"]),
    (&["outreach", "response", "recovery", "reporting", "account"], &["web", "cli", "jobs", "receiver", "app"]),
    (&["mail", "callback", "render"], &["web", "cli", "jobs", "receiver", "app", "store"]),
    (&["jobs", "cli", "receiver"], &["web"]),
];

struct Source {
    path: PathBuf,
    /// The folder under `src`, or the file's own name where it lies there.
    room: String,
    tokens: Vec<String>,
}

/// Every source file of the server except its tests.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of ours") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name").to_owned();
            if name == "tests" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("under the root");
            let first = inside.iter().next().and_then(|part| part.to_str()).expect("a plain name");
            let room = first.trim_end_matches(".rs").to_owned();
            let tokens = tokens(&fs::read_to_string(&path).expect("text"));
            found.push(Source { path: inside.to_path_buf(), room, tokens });
        }
    }
    found
}

/// Names and `::`, `{`, `}`, `,`; comments and texts left out, and a module of tests at the end too.
fn tokens(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut tokens = Vec::new();
    for line in source.lines() {
        let mut rest = line.split("//").next().unwrap_or_default();
        while let Some(first) = rest.chars().next() {
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = match first {
                '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
                _ if name > 0 => name,
                _ if rest.starts_with("::") => 2,
                _ => first.len_utf8(),
            };
            if first != '"' && !first.is_whitespace() {
                tokens.push(rest[..length].to_owned());
            }
            rest = &rest[length..];
        }
    }
    tokens
}

impl Source {
    /// The crates and names that a path begins with here.
    fn roots(&self) -> BTreeSet<&str> {
        let starts = self.tokens.windows(3).filter(|three| three[0] != "::" && (three[2] == "::" || three[0] == "use"));
        starts.map(|three| three[1].as_str()).collect()
    }

    /// The rooms that are named here: `crate::room`, and each first name of `crate::{…}`.
    fn rooms(&self) -> BTreeSet<&str> {
        let mut rooms = BTreeSet::new();
        for (at, pair) in self.tokens.windows(2).enumerate() {
            if pair[0] != "crate" || pair[1] != "::" {
                continue;
            }
            let mut depth = 0;
            let mut begins = true;
            for token in &self.tokens[at + 2..] {
                match token.as_str() {
                    "{" => depth += 1,
                    "}" => depth -= 1,
                    "," => begins = depth == 1,
                    name if begins => {
                        rooms.insert(name);
                        begins = false;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        }
        rooms
    }
}

#[test]
fn each_big_crate_is_known_to_one_room_only() {
    let mut broken = Vec::new();
    for source in sources() {
        let roots = source.roots();
        for (name, homes) in CRATES {
            if roots.contains(name) && !homes.contains(&source.room.as_str()) {
                broken.push(format!("{} uses {name}; only {} may", source.path.display(), homes.join(" and ")));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn no_room_uses_what_is_in_front_of_it() {
    let mut broken = Vec::new();
    for source in sources() {
        let used = source.rooms();
        for (rooms, forbidden) in WALLS {
            if !rooms.contains(&source.room.as_str()) {
                continue;
            }
            let over = forbidden.iter().filter(|room| used.contains(*room));
            broken.extend(over.map(|room| format!("{} uses crate::{room}", source.path.display())));
        }
        if used.contains("web") && !["web", "app"].contains(&source.room.as_str()) {
            broken.push(format!("{} uses crate::web; nothing may but app", source.path.display()));
        }
    }
    broken.sort();
    broken.dedup();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_reader_of_sources_sees_paths_and_groups_and_no_comments() {
    let text = "//! uses crate::web and lettre::x\nuse crate::{error::Error, store::{Conn, Id}, clock};\n\
        fn f() { diesel::insert(\"reqwest::x\"); crate::mail::go() }\n#[cfg(test)]\nmod tests { use crate::app; }";
    let source = Source { path: PathBuf::new(), room: String::new(), tokens: tokens(text) };

    assert_eq!(source.rooms(), BTreeSet::from(["error", "store", "clock", "mail"]));
    assert!(source.roots().contains("diesel"));
    assert!(!source.roots().contains("lettre") && !source.roots().contains("reqwest"));
}

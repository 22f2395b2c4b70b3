//! Where mails go without a mail server: one `.eml` file each, in a folder, readable in the admin.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use mail_parser::{Address, Message, MessageParser};
use tokio::task::spawn_blocking;

use super::Parcel;

/// A folder of mails. The folder is made with the first one.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// One mail in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The file, for [`Outbox::read`].
    pub name: String,
    /// Subject.
    pub subject: String,
    /// The sender, with the name.
    pub from: String,
    /// The recipient, with the name.
    pub to: String,
    /// When it was written.
    pub date: Option<Timestamp>,
}

/// One mail with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMail {
    /// What the list shows.
    pub entry: OutboxEntry,
    /// The text part.
    pub text: String,
    /// The HTML part. It is ours, but it carries names and words of others: show it in a sandboxed frame.
    pub html: String,
}

impl Outbox {
    /// Mails in this folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a mail under a name made from its id, so that the same mail is there once however often it is written.
    /// A crash leaves a whole file or none.
    pub async fn write(&self, parcel: &Parcel) -> io::Result<PathBuf> {
        let path = self.folder.join(file_name(&parcel.message_id));
        let bytes = parcel.bytes.clone();
        let folder = self.folder.clone();
        blocking(move || {
            fs::create_dir_all(&folder)?;
            let unfinished = path.with_extension("part");
            let mut file = File::create(&unfinished)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
            File::open(&folder)?.sync_all()?;
            Ok(path)
        })
        .await
    }

    /// Deletes these mails, by their message ids; one that is not here is no error. For a thread that may block.
    pub fn forget(&self, message_ids: &[String]) -> io::Result<()> {
        for id in message_ids {
            match fs::remove_file(self.folder.join(file_name(id))) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// The newest `limit` mails, the newest first.
    pub async fn list(&self, limit: usize) -> io::Result<Vec<OutboxEntry>> {
        let folder = self.folder.clone();
        blocking(move || {
            let files = match fs::read_dir(&folder) {
                Ok(files) => files,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                Err(error) => return Err(error),
            };
            let mut found = Vec::new();
            for file in files {
                let file = file?;
                let name = file.file_name().to_string_lossy().into_owned();
                if is_file_name(&name) {
                    found.push((file.metadata()?.modified()?, name));
                }
            }
            found.sort_unstable_by(|a, b| b.cmp(a));
            found.truncate(limit);
            found.into_iter().map(|(_, name)| Ok(open(&folder, &name)?.entry)).collect()
        })
        .await
    }

    /// One mail, or `None` when there is no such file here.
    pub async fn read(&self, name: &str) -> io::Result<Option<OutboxMail>> {
        if !is_file_name(name) {
            return Ok(None);
        }
        let (folder, name) = (self.folder.clone(), name.to_owned());
        blocking(move || match open(&folder, &name) {
            Ok(mail) => Ok(Some(mail)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }
}

impl Outbox {
    /// One mail as it was written, or `None` when there is no such file here.
    pub async fn source(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if !is_file_name(name) {
            return Ok(None);
        }
        let path = self.folder.join(name);
        blocking(move || match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

/// `<id.kind.n@domain>` becomes `id.kind.n@domain.eml`.
fn file_name(message_id: &str) -> String {
    let id = message_id.trim_matches(['<', '>']);
    let safe: String = id.chars().map(|c| if is_plain(c) { c } else { '-' }).take(200).collect();
    format!("{}.eml", safe.trim_start_matches('.'))
}

/// A name that [`file_name`] makes: it cannot lead out of the folder.
fn is_file_name(name: &str) -> bool {
    name.strip_suffix(".eml").is_some() && !name.starts_with('.') && name.len() <= 204 && name.chars().all(is_plain)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.@".contains(c)
}

fn open(folder: &Path, name: &str) -> io::Result<OutboxMail> {
    let bytes = fs::read(folder.join(name))?;
    let message = MessageParser::default()
        .parse(&bytes)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{name} is not a mail")))?;
    Ok(OutboxMail {
        entry: entry(name, &message),
        text: message.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
        html: message.body_html(0).unwrap_or_default().replace("\r\n", "\n"),
    })
}

fn entry(name: &str, message: &Message<'_>) -> OutboxEntry {
    OutboxEntry {
        name: name.to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        from: message.from().map(person).unwrap_or_default(),
        to: message.to().map(person).unwrap_or_default(),
        date: message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok()),
    }
}

fn person(address: &Address<'_>) -> String {
    let Some(first) = address.first() else { return String::new() };
    match (first.name(), first.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::{Correspondent, Letter, message_id};
    use crate::render::RenderedMail;

    fn parcel(id: &str, subject: &str) -> Parcel {
        let letter = Letter {
            from: Correspondent {
                name: Some("Велодвор".into()), address: "feedback@acme.example".parse().unwrap()
            },
            to: Correspondent { name: None, address: "ann@example.com".parse().unwrap() },
            reply_to: None,
            mail: RenderedMail {
                subject: subject.into(),
                text: "Как прошло?\n0: https://x\n".into(),
                html: "<p>Как прошло?</p>\n".into(),
            },
            message_id: message_id(id, "invite", 1, "acme.example"),
            date: Timestamp::from_second(1_795_158_000).unwrap(),
            list: None,
            feedback_id: None,
        };
        letter.pack().unwrap()
    }

    #[tokio::test]
    async fn a_written_mail_is_listed_and_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        assert_eq!(outbox.list(10).await.unwrap(), []);
        let path = outbox.write(&parcel("a1", "Один вопрос")).await.unwrap();
        assert_eq!(path.file_name().unwrap(), "a1.invite.1@acme.example.eml");
        let entries = outbox.list(10).await.unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].subject, "Один вопрос");
        assert_eq!(entries[0].from, "Велодвор <feedback@acme.example>");
        assert_eq!(entries[0].to, "ann@example.com");
        assert_eq!(entries[0].date.unwrap().as_second(), 1_795_158_000);
        let mail = outbox.read(&entries[0].name).await.unwrap().unwrap();
        assert_eq!(mail.text, "Как прошло?\n0: https://x\n");
        assert_eq!(mail.html, "<p>Как прошло?</p>\n");
        assert_eq!(mail.entry, entries[0]);
    }

    #[tokio::test]
    async fn the_same_mail_is_there_once_and_no_unfinished_file_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path());
        for _ in 0..3 {
            outbox.write(&parcel("a1", "x")).await.unwrap();
        }
        outbox.write(&parcel("a2", "y")).await.unwrap();
        fs::write(folder.path().join("b.part"), "half").unwrap();
        assert_eq!(outbox.list(10).await.unwrap().len(), 2);
        assert_eq!(outbox.list(1).await.unwrap().len(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[tokio::test]
    async fn a_name_never_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        fs::write(folder.path().join("secret.eml"), "Subject: secret\r\n\r\nx").unwrap();
        for name in ["../secret.eml", "/etc/passwd", "..\\secret.eml", "none.eml", "", ".eml", "a\u{0}.eml", "secret"] {
            assert_eq!(outbox.read(name).await.unwrap(), None, "{name}");
        }
        assert_eq!(file_name("<../../x/y@z>"), "-..-x-y@z.eml");
        assert!(is_file_name(&file_name("<../../x/y@z>")));
    }
}

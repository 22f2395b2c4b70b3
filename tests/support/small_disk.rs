//! A disk that is small enough to be filled, and that can be made read-only: a file system in memory of our own.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the database, its log and the tests' answers fit in.
const SIZE: &str = "96m";
/// What is left when it is filled: less than some answers need.
const REST: u64 = 64 * 1024;

/// The disk; gone when dropped.
#[derive(Debug)]
pub struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    /// Mounts one. None, and a word about it, where the user of the tests may not mount.
    pub fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let options = format!("size={SIZE}");
        if mount(&["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path()) {
            return Some(Self { folder });
        }
        // Past the capture of the test harness: nobody shall believe that it ran.
        let _ = std::io::stderr().write_all(b"\nSKIPPED: mounting a small disk needs root\n");
        None
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes nearly all room that is left.
    pub fn fill(&self) {
        let mut file = File::create(self.filler()).expect("a file");
        let piece = vec![0; 64 * 1024];
        while file.write_all(&piece).is_ok() {}
        let taken = file.metadata().expect("its size").len();
        file.set_len(taken.saturating_sub(REST)).expect("a smaller file");
    }

    /// Gives the room back.
    pub fn make_room(&self) {
        fs::remove_file(self.filler()).expect("it was filled");
    }

    /// Nothing can be written from now on. Nobody may have a file open for writing.
    pub fn make_read_only(&self) {
        assert!(mount(&["-o", "remount,ro"], self.path()), "it is our own");
    }

    /// It can be written again.
    pub fn make_writable(&self) {
        assert!(mount(&["-o", "remount,rw"], self.path()), "it is our own");
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that is just ending may still hold its files.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn mount(options: &[&str], at: &Path) -> bool {
    let mounted = Command::new("mount").args(options).arg(at).output();
    mounted.is_ok_and(|output| output.status.success())
}

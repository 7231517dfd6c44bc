//! The threads that read and write files while the window stays awake.
//!
//! Invariant: a worker answers with a command, whatever happens, and then wakes
//! whoever waits; the screen never waits for a disk.

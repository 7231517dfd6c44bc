//! Pictures of what the program shows, drawn without a graphics card.

mod compare;
mod renderer;
mod sheets;
mod windows;

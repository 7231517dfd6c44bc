//! Pictures of what the program shows, drawn without a graphics card.

mod carets;
mod compare;
mod held;
mod labels;
mod reanchor;
mod renderer;
mod sheets;
mod windows;

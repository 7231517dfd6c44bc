//! Pictures of what the program shows, drawn without a graphics card.

mod renderer;

//! Blocks of pages as lines, and the places of what is in them.
use super::*;


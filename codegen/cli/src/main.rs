//! `stubwright`, the command.

mod args;
mod cmd;
mod init;
mod output;
mod watch;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use stubwright_spec::diag::render::TerminalText;
use stubwright_spec::stack;

use args::{Cli, Command, Format};
use output::{Exit, Output};

/// The exit code of a process that found a mistake in itself.
const BUG: u8 = 101;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_bug));
    let cli = Cli::parse();
    match stack::on_large_stack(|| run(&cli)) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(stack::Failure::NoThread(error)) => {
            let _ = writeln!(std::io::stderr(), "error: cannot start a thread: {error}");
            ExitCode::from(Exit::Failed as u8)
        }
        // The hook has reported it.
        Err(stack::Failure::Panicked(_)) => ExitCode::from(BUG),
    }
}

fn run(cli: &Cli) -> Exit {
    let mut output = Output::new(&cli.global);
    let has_table = match &cli.command {
        Command::Diff(_) => true,
        Command::Explain(args) => args.list,
        _ => false,
    };
    if cli.global.format == Format::Markdown && !has_table {
        output.error("`--format markdown` is for `stubwright diff` and `stubwright explain --list` only");
        return Exit::Failed;
    }
    // The parser sees no conflict with an option that is before the command.
    if matches!(&cli.command, Command::Diff(args) if args.changelog) && cli.global.format != Format::default()
    {
        output.error("the argument '--changelog' cannot be used with '--format <FORMAT>'");
        return Exit::Failed;
    }
    let is_watching = match &cli.command {
        Command::Generate(args) => args.watch,
        Command::Check(args) => args.watch,
        _ => false,
    };
    if is_watching && cli.global.format == Format::Sarif {
        output.error("the argument '--watch' cannot be used with '--format sarif', which is one document");
        output.help("`--format json` prints each finding on a line of its own");
        return Exit::Failed;
    }
    match &cli.command {
        Command::Init(args) => cmd::init::run(args, &mut output),
        Command::Generate(args) => cmd::generate::run(args, &cli.global, &mut output),
        Command::Check(args) => cmd::check::run(args, &cli.global, &mut output),
        Command::Diff(args) => cmd::diff::run(args, &cli.global, &mut output),
        Command::Draft(args) => cmd::draft::run(args, &cli.global, &mut output),
        Command::Import(args) => cmd::convert::import(args, &mut output),
        Command::Export(args) => cmd::convert::export(args, &mut output),
        Command::Fmt(args) => cmd::fmt::run(args, &cli.global, &mut output),
        Command::Explain(args) => cmd::explain::run(args, &cli.global, &mut output),
        Command::Schema => cmd::pages::schema(&mut output),
        Command::Completions(args) => cmd::pages::completions(args, &mut output),
        Command::Man(args) => cmd::pages::man(args, &mut output),
    }
}

fn report_bug(info: &std::panic::PanicHookInfo<'_>) {
    let text = bug_text(&TerminalText::lines(&stack::panic_text(info.payload())), info.location());
    // Nobody is left to tell when standard error is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn bug_text(message: &str, location: Option<&std::panic::Location<'_>>) -> String {
    let place = location.map(|place| format!("{}:{}: ", place.file(), place.line())).unwrap_or_default();
    let (version, home) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
    format!(
        "error: this is a bug in stubwright {version}\n  {place}{message}\n\
         help: please report it at {home}/issues together with the spec; no file is half written\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Cli, bug_text};
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_bug_says_where_and_where_to() {
        let text = bug_text("index out of bounds", Some(std::panic::Location::caller()));
        assert!(text.starts_with("error: this is a bug in stubwright "), "{text}");
        assert!(text.contains("main.rs:"), "{text}");
        assert!(text.contains(": index out of bounds\nhelp: please report it at https://"), "{text}");
    }
}

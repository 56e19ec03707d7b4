//! `stubwright completions`, `man` and `schema`: the command and the format describe themselves.

use clap::CommandFactory;
use stubwright_spec::diag::did_you_mean;

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::output::{Exit, Output};

/// Prints the script that teaches a shell the arguments.
pub(crate) fn completions(args: &CompletionsArgs, output: &mut Output) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "stubwright", &mut script);
    print(&script, output)
}

/// Prints the manual of the command, or of one of its commands.
pub(crate) fn man(args: &ManArgs, output: &mut Output) -> Exit {
    let mut command = Cli::command();
    // Gives each command the options of all of them, and its page the name `stubwright-check`.
    command.build();
    let about = match &args.command {
        None => Some(&command),
        Some(name) => command.find_subcommand(name),
    };
    let Some(about) = about else {
        let name = args.command.as_deref().unwrap_or_default();
        output.error(&format!("there is no command `{name}`"));
        let names = command.get_subcommands().map(clap::Command::get_name);
        let near = did_you_mean(name, names).unwrap_or("check");
        output.help(&format!("try `stubwright man {near}`"));
        return Exit::Failed;
    };
    let mut page = Vec::new();
    let source = concat!("stubwright ", env!("CARGO_PKG_VERSION"));
    match clap_mangen::Man::new(about.clone()).source(source).render(&mut page) {
        Ok(()) => print(&page, output),
        Err(error) => {
            output.error(&format!("cannot create the manual page: {error}"));
            Exit::Failed
        }
    }
}

/// Prints the schema of the spec format.
pub(crate) fn schema(output: &mut Output) -> Exit {
    output.document(&stubwright_spec::schema::schema());
    Exit::Done
}

fn print(text: &[u8], output: &mut Output) -> Exit {
    output.document(&String::from_utf8_lossy(text));
    Exit::Done
}

//! The modules of a crate and what they import.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use super::text::{Word, is_name, words};

/// The path of a module from the root of its crate; the root is the empty one.
type Module = Vec<String>;

#[derive(Default)]
pub(super) struct Graph {
    modules: BTreeMap<Module, Body>,
}

/// The contents of a module.
#[derive(Default)]
struct Body {
    file: String,
    uses: Vec<Use>,
    /// Paths in code.
    paths: Vec<(Vec<String>, usize)>,
    /// Names that the code uses by themselves, with the first line.
    names: BTreeMap<String, usize>,
}

/// One name of a `use`.
struct Use {
    path: Vec<String>,
    /// The name that it has here; `*` for all.
    name: String,
    is_public: bool,
    line: usize,
}

impl Graph {
    /// Reads the files below `src`; they are named from `base`.
    pub(super) fn read(src: &Path, base: &Path) -> Self {
        let mut graph = Self::default();
        let prefix = src.strip_prefix(base).unwrap_or(src).to_string_lossy().replace('\\', "/");
        graph.read_folder(src, "", &prefix);
        graph
    }

    fn read_folder(&mut self, folder: &Path, inside: &str, prefix: &str) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{inside}{}", path.file_name().expect("a name").to_string_lossy());
            if path.is_dir() {
                self.read_folder(&path, &format!("{name}/"), prefix);
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(&path).expect("a file");
                self.add_file(&name, &text, format!("{prefix}/{name}"));
            }
        }
    }

    /// Adds a file by its name below `src`.
    pub(super) fn add(&mut self, file: &str, text: &str) {
        self.add_file(file, text, file.to_owned());
    }

    fn add_file(&mut self, file: &str, text: &str, shown: String) {
        let path = file.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        let root = matches!(path, "lib" | "main");
        let module = if root { Module::new() } else { path.split('/').map(str::to_owned).collect() };
        Reader { graph: self, words: &words(text), at: 0, file: &shown }.module(module);
    }

    /// How many names are imported.
    pub(super) fn imports(&self) -> usize {
        self.modules.values().map(|body| body.uses.len() + body.paths.len()).sum()
    }

    /// A shortest circle through each module that is in one and not in a circle before.
    pub(super) fn circles(&self) -> Vec<String> {
        let edges: BTreeMap<&Module, BTreeMap<Module, usize>> =
            self.modules.keys().map(|module| (module, self.imported(module))).collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for module in self.modules.keys() {
            if seen.contains(module) {
                continue;
            }
            if let Some(circle) = circle_through(module, &edges) {
                circles.push(self.show(&circle, &edges));
                seen.extend(circle);
            }
        }
        circles
    }

    fn show(&self, circle: &[Module], edges: &BTreeMap<&Module, BTreeMap<Module, usize>>) -> String {
        let name = |module: &Module| {
            if module.is_empty() { String::from("crate") } else { module.join("::") }
        };
        let around = || circle.iter().zip(circle.iter().cycle().skip(1));
        let mut text: String = circle.iter().map(|module| format!("{} → ", name(module))).collect();
        text.push_str(&name(&circle[0]));
        for (from, to) in around() {
            let (file, line) = (&self.modules[from].file, edges[from][to]);
            text.push_str(&format!("\n  {file}:{line}: {} imports {}", name(from), name(to)));
        }
        text
    }

    /// The modules that a module imports, with the first line that says so.
    fn imported(&self, module: &Module) -> BTreeMap<Module, usize> {
        let body = &self.modules[module];
        let mut found: BTreeMap<Module, usize> = BTreeMap::new();
        let mut add = |path: &[String], line: usize| {
            let target = self.absolute(module, path).and_then(|path| self.definer(&path, 0));
            if let Some(target) = target.filter(|target| target != module) {
                found.entry(target).and_modify(|first| *first = line.min(*first)).or_insert(line);
            }
        };
        for import in &body.uses {
            match body.names.get(&import.name) {
                _ if !import.is_public => add(&import.path, import.line),
                Some(line) => add(&import.path, *line),
                None => {}
            }
        }
        body.paths.iter().for_each(|(path, line)| add(path, *line));
        found
    }

    /// The path from the root of the crate; `None` when it leads to another crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let mut base = module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|word| word == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                base.push(first.to_owned());
                if !self.modules.contains_key(&base) {
                    return None;
                }
                base.pop();
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// The module that defines what a path from the root names: re-exports are followed.
    fn definer(&self, path: &[String], depth: usize) -> Option<Module> {
        let mut module = Module::new();
        for (at, segment) in path.iter().enumerate() {
            module.push(segment.clone());
            if self.modules.contains_key(&module) {
                continue;
            }
            module.pop();
            let body = self.modules.get(&module)?;
            let import = body.uses.iter().find(|import| import.name == *segment);
            let Some(import) = import.filter(|_| depth < 20) else { return Some(module) };
            let mut onward = self.absolute(&module, &import.path)?;
            onward.extend_from_slice(&path[at + 1..]);
            return self.definer(&onward, depth + 1);
        }
        Some(module)
    }
}

/// The shortest way from a module back to itself.
fn circle_through(start: &Module, edges: &BTreeMap<&Module, BTreeMap<Module, usize>>) -> Option<Vec<Module>> {
    let mut before: BTreeMap<&Module, &Module> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(module) = queue.pop_front() {
        for next in edges.get(module).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                let mut circle = vec![module.clone()];
                while circle.last() != Some(start) {
                    let at = circle.last().and_then(|last| before.get(last))?;
                    circle.push((*at).clone());
                }
                circle.reverse();
                return Some(circle);
            }
            if !before.contains_key(next) {
                before.insert(next, module);
                queue.push_back(next);
            }
        }
    }
    None
}

/// Reads the words of a file.
struct Reader<'a> {
    graph: &'a mut Graph,
    words: &'a [Word],
    at: usize,
    file: &'a str,
}

impl Reader<'_> {
    fn word(&self, ahead: usize) -> &str {
        self.words.get(self.at + ahead).map_or("", |word| word.text.as_str())
    }

    fn back(&self, by: usize) -> &str {
        self.at.checked_sub(by).and_then(|at| self.words.get(at)).map_or("", |word| word.text.as_str())
    }

    fn line(&self) -> usize {
        self.words.get(self.at).map_or(0, |word| word.line)
    }

    /// Reads to the end of a module: of the file, or its closing brace.
    fn module(&mut self, module: Module) {
        let mut body = Body { file: self.file.to_owned(), ..Body::default() };
        let mut depth = 0;
        while self.at < self.words.len() {
            match (self.word(0), self.word(1), self.word(2)) {
                ("mod", name, "{") if is_name(name) => {
                    let inner = module.iter().cloned().chain([name.to_owned()]).collect();
                    self.at += 3;
                    self.module(inner);
                }
                ("mod", name, ";") if is_name(name) => self.at += 3,
                ("use", "<", _) => self.at += 1,
                ("use", ..) => {
                    let is_public = matches!(self.back(1), "pub" | ")");
                    self.at += 1;
                    self.tree(&mut Vec::new(), is_public, &mut body.uses);
                }
                ("macro_rules", "!", _) if self.is_exported() => self.skip_macro(),
                ("{", ..) => {
                    depth += 1;
                    self.at += 1;
                }
                ("}", ..) if depth == 0 => {
                    self.at += 1;
                    break;
                }
                ("}", ..) => {
                    depth -= 1;
                    self.at += 1;
                }
                _ => self.code(&mut body),
            }
        }
        self.graph.modules.insert(module, body);
    }

    /// A path or a name in code, or one other word.
    fn code(&mut self, body: &mut Body) {
        let (line, word) = (self.line(), self.word(0).to_owned());
        if (word.as_str(), self.word(1), self.word(2)) == ("pub", "(", "in") {
            // `pub(in path)` says who sees an item; it imports nothing.
            while !matches!(self.word(0), ")" | "") {
                self.at += 1;
            }
            return;
        }
        if !is_name(&word) || matches!(self.back(1), "." | "::" | "fn") {
            self.at += 1;
            return;
        }
        let is_called = matches!(self.word(1), "(" | "::" | "!");
        if is_called || word.starts_with(char::is_uppercase) {
            body.names.entry(word.clone()).or_insert(line);
        }
        let mut path = vec![word];
        self.at += 1;
        while self.word(0) == "::" && is_name(self.word(1)) {
            path.push(self.word(1).to_owned());
            self.at += 2;
        }
        if path.len() > 1 {
            body.paths.push((path, line));
        }
    }

    /// Reads the part after `use`, up to `;`, or one branch of it.
    fn tree(&mut self, prefix: &mut Vec<String>, is_public: bool, uses: &mut Vec<Use>) {
        let length = prefix.len();
        while self.at < self.words.len() {
            let line = self.line();
            match self.word(0).to_owned().as_str() {
                "{" => {
                    self.at += 1;
                    while !matches!(self.word(0), "}" | "") {
                        self.tree(prefix, is_public, uses);
                        if self.word(0) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    break;
                }
                "::" => self.at += 1,
                "}" | "," | ";" => break,
                word => {
                    self.at += 1;
                    if self.word(0) == "::" {
                        prefix.push(word.to_owned());
                        continue;
                    }
                    let mut path = prefix.clone();
                    if !matches!(word, "self" | "*") || path.is_empty() {
                        path.push(word.to_owned());
                    }
                    let mut name = if word == "self" {
                        path.last().cloned().unwrap_or_default()
                    } else {
                        word.to_owned()
                    };
                    if self.word(0) == "as" {
                        name = self.word(1).to_owned();
                        self.at += 2;
                    }
                    uses.push(Use { path, name, is_public, line });
                    break;
                }
            }
        }
        prefix.truncate(length);
    }

    /// Whether the attributes before a macro export it.
    fn is_exported(&self) -> bool {
        let mut at = self.at;
        let text = |at: usize| self.words.get(at).map_or("", |word| word.text.as_str());
        while at > 0 && text(at - 1) == "]" {
            while at > 0 && text(at - 1) != "[" {
                at -= 1;
                if text(at) == "macro_export" {
                    return true;
                }
            }
            at = at.saturating_sub(2);
        }
        false
    }

    /// Skips `macro_rules! name { … }`.
    fn skip_macro(&mut self) {
        let mut depth = 0;
        while self.at < self.words.len() {
            match self.word(0) {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 && matches!(self.back(1), "}" | ")") {
                return;
            }
        }
    }
}

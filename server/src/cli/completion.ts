import type { Command, Option } from "commander";
import { UsageError } from "./host.ts";

/** A completion script for a shell, made from the commands and options there are. */
export function completionScript(shell: string, program: Command, ruleIds: readonly string[]): string {
  switch (shell) {
    case "bash":
      return bash(program, ruleIds);
    case "zsh":
      return `#compdef gostable\nautoload -U +X bashcompinit && bashcompinit\n${bash(program, ruleIds)}`;
    case "fish":
      return fish(program, ruleIds);
    default:
      throw new UsageError(`completion: there is no script for ${JSON.stringify(shell)} (bash, zsh, fish)`);
  }
}

function optionsOf(command: Command): readonly Option[] {
  return command.options;
}

function choicesOf(option: Option, ruleIds: readonly string[]): readonly string[] {
  if (option.long === "--rule") return ruleIds;
  if (option.long === "--preset") return ["recommended", "strict", "all", "off"];
  if (option.long === "--format") return option.description.split(";", 1)[0]?.split(", ") ?? [];
  return option.argChoices ?? [];
}

function bash(program: Command, ruleIds: readonly string[]): string {
  const commands = program.commands.map((command) => command.name());
  const cases = program.commands.map((command) => {
    const flags = [...optionsOf(command).flatMap((option) => option.long ?? []), "--help"];
    const words = command.name() === "explain" ? ruleIds : command.commands.map((child) => child.name());
    return `    ${command.name()}) words="${[...words, ...flags].join(" ")}" ;;`;
  });
  const scan = program.commands.find((command) => command.name() === "scan");
  const values = (scan === undefined ? [] : optionsOf(scan)).flatMap((option) => {
    const choices = choicesOf(option, ruleIds);
    const names = [option.short, option.long].filter((name) => name !== undefined).join("|");
    return choices.length === 0 ? [] : [`    ${names}) words="${choices.join(" ")}" ;;`];
  });
  return `_gostable() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.join(" ")} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  case "$previous" in
${values.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _gostable gostable
`;
}

function fish(program: Command, ruleIds: readonly string[]): string {
  const lines = program.commands.flatMap((command) => {
    const here = `__fish_seen_subcommand_from ${command.name()}`;
    const own = `complete -c gostable -n __fish_use_subcommand -a ${command.name()} -d ${quote(command.description())}`;
    const options = optionsOf(command).map((option) => {
      const choices = choicesOf(option, ruleIds);
      const short = option.short === undefined ? "" : ` -s ${option.short.slice(1)}`;
      const values = choices.length > 0 ? ` -x -a ${quote(choices.join(" "))}` : option.required ? " -r" : "";
      return `complete -c gostable -n ${quote(here)}${short} -l ${(option.long ?? "").slice(2)}${values} -d ${quote(option.description)}`;
    });
    const words =
      command.name() === "explain" ? [`complete -c gostable -n ${quote(here)} -f -a ${quote(ruleIds.join(" "))}`] : [];
    return [own, ...options, ...words];
  });
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

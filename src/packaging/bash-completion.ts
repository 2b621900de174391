import { toCommandName, type HelpText } from "./command-help.js";

/** Completes commands, their flags, the kinds of `print`, and file names. */
export function bashCompletion(help: HelpText, commands: ReadonlyMap<string, HelpText>): string {
  const names = (help.lists[0]?.rows ?? []).map(([left]) => toCommandName(left));
  const cases = names.map((name) => `        ${name}) words='${toWords(commands.get(name))}' ;;`);
  return `# Completion of openvpn-status-site for bash.
_openvpn_status_site() {
    local words='' word=\${COMP_WORDS[COMP_CWORD]}
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W '${names.join(" ")} --help --version' -- "$word"))
        return
    fi
    case \${COMP_WORDS[1]} in
${cases.join("\n")}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _openvpn_status_site openvpn-status-site
`;
}

/** Flags, and the words of other lists. */
function toWords(help: HelpText | undefined): string {
  const rows = (help?.lists ?? []).flatMap((list) => list.rows.map(([left]) => left));
  return rows.flatMap((left) => left.match(/(?<![\w-])(?:--[a-z-]+|-[a-z]\b)|^[a-z]+$/g) ?? []).join(" ");
}

/**
 * What a shell reads to complete `hawser`. The words are handed over as arguments and never evaluated, so nothing that
 * stands on the line is run. Where there is nothing to offer, the shell offers files.
 */
export const scripts = {
  bash: `# Completes hawser in bash.
_hawser() {
  local line words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(hawser complete -- "\${words[@]}" 2>/dev/null)
  return 0
}
complete -o default -F _hawser hawser
`,
  zsh: `#compdef hawser
# Completes hawser in zsh.
_hawser() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(hawser complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then
    _describe hawser found
  else
    _files
  fi
}
compdef _hawser hawser
`,
} as const;

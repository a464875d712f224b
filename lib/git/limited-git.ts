/** A limit on the memory of each process, where the system knows one (macOS does not), and no core files. */
const LIMIT = 'ulimit -c 0; ulimit -v "$0" 2>/dev/null'

/** A script for `/bin/sh` that executes git. */
export const LIMITED_GIT = `${LIMIT}; exec git "$@"`

/**
 * The same for a git that uses the network, which could wait for a server longer than the program that started it
 * lives: the end of file 3 ends the process group, which the shell has to lead. What waits for it is left when git ends
 * by itself, and has to be ended with the group.
 */
export const WATCHED_GIT = `
${LIMIT}
(
  trap '' TERM
  read -r _ <&3
  kill -TERM -$$
  for _ in 1 2 3 4 5; do ! kill -0 $$ || sleep 1; done
  kill -KILL -$$
) >/dev/null 2>&1 &
exec git "$@" 3<&-
`

/** The exit code of the shell for "no such program". */
export const NO_PROGRAM = 127

/**
 * The script that simple-git starts in place of git, because it can signal only the one process that it started, and
 * git's helpers (ssh, git-remote-https, index-pack) would live on. It runs git in a process group of its own and ends
 * the whole group: on SIGINT or SIGTERM, when the program that started it is gone (stdin ends), and when git itself
 * dies. It ends as git did: with the same code or by the same signal.
 */
export const GROUP_GUARD = `
${LIMIT}
in_group() {
  if command -v setsid >/dev/null; then setsid "$@" & else set -m; "$@" & set +m; fi
}
kill_group() { kill -"$1" -"$2" 2>/dev/null || kill -"$1" "$2" 2>/dev/null; }
end() {
  trap '' INT TERM
  kill_group TERM $git
  in_group /bin/sh -c 'sleep 5; kill -KILL -"$0" || kill -KILL "$0"' $git >/dev/null 2>&1 3<&-
  killer=$!
}
exec 3<&0 </dev/null
trap 'stop=1' INT TERM
in_group git "$@" 3<&-
git=$!
(read -r _ <&3; kill -TERM $$) >/dev/null 2>&1 &
watch=$!
exec 3<&-
trap end INT TERM
[ -z "$stop" ] || end
while :; do wait $git 2>/dev/null; code=$?; kill -0 $git 2>/dev/null || break; done
exec 2>/dev/null
# A signal that interrupted the last wait is not how git ended. 127: it was waited for.
wait $git; end=$?; [ $end -eq 127 ] || code=$end
[ $code -eq 0 ] || kill_group KILL $git
kill -KILL $watch
[ -z "$killer" ] || kill_group KILL $killer
wait $watch $killer
[ $code -gt 129 ] || exit $code
trap - INT TERM
kill -$((code - 128)) $$
`

/** A limit as the shell takes it. */
export function formatKilobytes(bytes: number): string {
  return Number.isFinite(bytes) ? String(Math.ceil(bytes / 1024)) : 'unlimited'
}

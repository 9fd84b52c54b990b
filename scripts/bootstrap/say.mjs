const startedAt = Date.now()

/**
 * One line of progress on stderr, so that a script's own output stays clean.
 * @param {string} line
 */
export function say(line) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)
  process.stderr.write(`${seconds} s  ${line} …\n`)
}

/**
 * @typedef {{ instruction: string, rest: string, line: number }} Step
 */

/** What the rehearsal knows how to carry out; anything else would be skipped in silence, so it is refused. */
const KNOWN = ['ARG', 'FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'CMD']

/**
 * The instructions of a Dockerfile, one a line. Lines that go on, heredocs and other instructions are refused by name.
 * @param {string} text
 * @returns {Step[]}
 * @throws {Error}
 */
export function readDockerfile(text) {
  return text.split('\n').flatMap((written, index) => {
    const line = index + 1
    if (written.trim() === '' || written.startsWith('#')) return []
    const [, instruction, rest] = /^([A-Z]+) (.+)$/.exec(written) ?? []
    if (instruction === undefined || rest === undefined || !KNOWN.includes(instruction) || rest.endsWith('\\')) {
      throw new Error(
        `Dockerfile, line ${line}: the rehearsal cannot carry out "${written}". Use one line of ${KNOWN.join(', ')}.`,
      )
    }
    return [{ instruction, rest, line }]
  })
}

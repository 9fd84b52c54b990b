/** What stands in the field afterwards, and what of it is selected: the first thing to fill in, or nothing, at the end. */
export interface Inserted {
  text: string
  from: number
  to: number
}

/** `{{topic}}`: one line, and no brace in it. */
const VARIABLE = /\{\{[^{}\n]{1,80}\}\}/u

/** Puts a prompt where the caret is. What is there stays, with an empty line between the two. */
export function insertPrompt(draft: string, caret: number, prompt: string): Inserted {
  const before = draft.slice(0, caret)
  const after = draft.slice(caret)
  const lead = before.trim() === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const trail = after.trim() === '' || after.startsWith('\n') ? '' : '\n\n'
  const start = before.length + lead.length
  const variable = VARIABLE.exec(prompt)
  const [from, to] = variable
    ? [start + variable.index, start + variable.index + variable[0].length]
    : [start + prompt.length, start + prompt.length]
  return { text: before + lead + prompt + trail + after, from, to }
}

import { inspect } from 'node:util'

/** A value that is read on purpose (`reveal`) and printed by nobody: not by a log, JSON, a template or a debugger. */
export interface Secret {
  reveal(): string
}

export function createSecret(value: string): Secret {
  const hidden = () => '[secret]'
  return { reveal: () => value, toJSON: hidden, toString: hidden, [inspect.custom]: hidden } as Secret
}

import type { AgentStatement } from '../agents/agent-statement.ts'
import { parseObjectName } from './parse-object-name.ts'
import type { TokenReader } from './token-reader.ts'

/** What follows CREATE AGENT (snowflake docs: create-agent): properties, then its specification as a text. */
export function parseCreateAgent(
  reader: TokenReader,
  manner: { orReplace: boolean; ifNotExists: boolean },
): AgentStatement {
  const { path } = parseObjectName(reader, 'AGENT')
  const said = new Map<string, string>()
  while (!reader.accept('FROM SPECIFICATION')) {
    const at = reader.peek()
    const name = reader.expectOne(['COMMENT', 'PROFILE'])
    if (said.has(name)) throw reader.unexpected(at)
    reader.expectSymbol('=')
    said.set(name, reader.string())
  }
  const specification = reader.string()
  return {
    kind: 'create agent',
    path,
    ...manner,
    comment: said.get('COMMENT') ?? '',
    profile: said.get('PROFILE') ?? null,
    specification,
  }
}

import type { ShowScope } from '../sql/shown-scope.ts'

/** Statements about Cortex agents. One is dropped like any other object. */
export type AgentStatement =
  | {
      kind: 'create agent'
      path: string[]
      orReplace: boolean
      ifNotExists: boolean
      comment: string
      profile: string | null
      specification: string
    }
  | { kind: 'show agents'; like: string | null; scope: ShowScope }
  | { kind: 'describe agent'; path: string[] }

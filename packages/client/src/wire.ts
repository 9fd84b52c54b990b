import type { AppRouter as ServerRouter } from '@coco/server/api'
import type { TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server'

/**
 * The server's procedures as plain structure: this is the only file that knows the server. The build replaces it by what
 * this type expands to, so the published package needs neither the server nor zod.
 */
export type Procedures = PlainProcedures<ServerRouter['_def']['record']>

type PlainProcedures<T> = T extends { _def: { type: infer Kind; $types: { input: infer Input; output: infer Output } } }
  ? PlainProcedure<Kind, { input: Plain<Input>; output: Plain<Output>; meta: object }>
  : { [Name in keyof T]: PlainProcedures<T[Name]> }

interface ProcedureTypes {
  input: unknown
  output: unknown
  meta: object
}
type PlainProcedure<Kind, Types extends ProcedureTypes> = Kind extends 'query'
  ? TRPCQueryProcedure<Types>
  : Kind extends 'mutation'
    ? TRPCMutationProcedure<Types>
    : TRPCSubscriptionProcedure<Types>

/** The same data without brands, which are objects to the compiler: to a caller an id is a string. */
type Plain<T> = T extends string
  ? T extends object
    ? string
    : T
  : T extends Date
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends AsyncIterable<infer Item>
        ? AsyncIterable<Plain<Item>>
        : T extends object
          ? { [Key in keyof T]: Plain<T[Key]> }
          : T

import type { AppRouter as ServerRouter } from '@coco/server/api'
import type { TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server'

/**
 * The server's procedures and its error, as plain structure: this is the only file that knows the server. The build
 * replaces it by what these types expand to, so the published package needs neither the server nor zod.
 */
export type Procedures = PlainProcedures<ServerRouter['_def']['record']>
export type ErrorShape = Plain<ServerRouter['_def']['_config']['$types']['errorShape']>

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

/** The same data without names and brands: to a caller an id is a string. */
type Plain<T> = [T] extends [string]
  ? PlainString<T>
  : T extends Date
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends AsyncIterable<infer Item>
        ? AsyncIterable<Plain<Item>>
        : T extends object
          ? { [Key in keyof T]: Plain<T[Key]> }
          : T

/** Brands are objects to the compiler. Looking each literal up again drops the name of a union, so that it is printed in full. */
type PlainString<T extends string> = [T] extends [object] ? string : { [Literal in T]: Literal }[T]

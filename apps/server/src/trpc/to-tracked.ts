import { tracked } from '@trpc/server'
import { AppError } from '../platform/app-error.ts'
import { toTrpcError } from './trpc-errors.ts'

/**
 * Gives each event the id by which a reader resumes. An `AppError`, thrown at the start or on the way, reaches the reader
 * with its own code: what a subscription throws passes no middleware.
 */
export async function* toTracked<E>(open: () => AsyncIterable<{ seq: number; event: E }>) {
  try {
    for await (const { seq, event } of open()) yield tracked(String(seq), event)
  } catch (error) {
    throw error instanceof AppError ? toTrpcError(error) : error
  }
}

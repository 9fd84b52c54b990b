import { AppError } from '../../platform/app-error.ts'

/** The same for an id that is nobody's and for somebody whom the caller may not see. */
export function notThere(): AppError {
  return new AppError('not_found', 'There is no such person here.')
}

export { tryAgain } from '../../../platform/try-again.ts'

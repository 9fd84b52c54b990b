export type {
  AppRouter,
  ChatInput,
  DoneEvent,
  ErrorCode,
  ErrorData,
  FailureEvent,
  FinishReason,
  GenerationEvent,
  ModelView,
  RouterInputs,
  RouterOutputs,
} from './app-router.ts'
export type { ResumePolicy } from './back-off.ts'
export type { StreamInput } from './chat-stream.ts'
export { CocoError, type CocoErrorCode } from './coco-error.ts'
export type { Fetch } from './coco-fetch.ts'
export type { Completion } from './complete-chat.ts'
export { type Coco, type CocoOptions, createCoco } from './create-coco.ts'
export { toCocoError } from './to-coco-error.ts'

/** How the server reads the files that people upload: each in a process of its own, with limits. */
export { createReadUpload, type UploadLimits } from '@coco/server/read-upload'
export type { ReadDocument } from '@coco/server/read-upload'

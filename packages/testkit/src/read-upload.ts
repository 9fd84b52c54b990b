/** How the server reads the files that people upload: in threads, with limits. */
export { createReadUpload, type UploadLimits } from '@coco/server/read-upload'
export type { ReadDocument } from '@coco/server/read-upload'

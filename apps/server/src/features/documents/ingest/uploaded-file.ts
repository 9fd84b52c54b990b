/** A file as it came. */
export interface UploadedFile {
  bytes: Uint8Array
  /** As whoever sent it says. */
  mediaType: string
  fileName: string | null
  /** What it is to be called, where somebody has said so. */
  title?: string | null
}

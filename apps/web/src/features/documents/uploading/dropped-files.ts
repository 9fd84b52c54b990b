/** What was dropped, and which of it are folders: to a browser one is a file, until it is read. */
export function droppedFiles({ items }: Pick<DataTransfer, 'items'>): { files: File[]; folders: File[] } {
  const files: File[] = []
  const folders: File[] = []
  for (const item of items) {
    const file = item.kind === 'file' ? item.getAsFile() : null
    if (file) (item.webkitGetAsEntry()?.isDirectory === true ? folders : files).push(file)
  }
  return { files, folders }
}

export const holdsFiles = ({ dataTransfer }: DragEvent) =>
  [...(dataTransfer?.items ?? [])].some(({ kind }) => kind === 'file')

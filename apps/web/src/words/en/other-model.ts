import { section } from '../section.ts'

/** The menu beside Regenerate. */
export const otherModel = section('otherModel', {
  name: 'Ask another model',
  heading: 'Another answer by',
  again: (model: string) => `${model} once more`,
  notAvailable: 'Not granted in Snowflake; asking tells how to allow it',
})

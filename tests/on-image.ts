import { onMissing } from '@coco/testkit/image-under-test'
import { afterEach, beforeEach } from 'vitest'

/** For every file when an image is tried out: what it does not have, such as a clock of the test's own, skips the test that wants it. */
beforeEach(({ skip }) => onMissing((what) => skip(`an image has no ${what}`)))

afterEach(() =>
  onMissing((what) => {
    throw new Error(`An image has no ${what}. Leave this file out in scripts/image/whole-server-tests.mjs.`)
  }),
)

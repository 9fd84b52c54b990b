/** What the server asks of a database before it uses it. */
export { findIsolationProblems } from '@coco/server/check-isolation'

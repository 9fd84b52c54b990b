/** Why a diagram is not drawn. */
export type DrawingFailure = 'tooLarge' | 'tooSlow' | 'notUnderstood'

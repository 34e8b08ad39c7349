/** The model that draws where none is named; it comes with the command. */
export const defaultWeights = 'dahlia'

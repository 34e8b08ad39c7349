/** Texts of opening pictures. */
export const files = {
  dropHere: 'Drop a picture made here, and go on from it',
  noRecord:
    'This picture does not say how it was made. It must be a PNG from here that no other program has changed.',
  unknownModel: 'This picture was drawn with the model “{model}”, which is not here.',
  notBySeed: 'This picture was not drawn from seeds and tags, so it cannot be restored here.',
  restored: 'Settings restored from the picture.',
  restoredFirst: 'Restored the first character of the sheet.',
}

/** Texts of the pages to read: about, tips, licences. */
export const about = {
  title: 'About',
  lead: 'Anime characters that nobody has drawn before, made on your own device.',
  parts: 'About this site',
  tips: 'Tips',
  licence: 'Licences',
  what: 'What this is',
  whatText:
    'A small neural network has looked at a great many faces and learnt how hair, eyes and smiles go together. You say what you would like, chance does the rest, and it draws a new face in a fraction of a second. Every face has a number, the seed: the same seed with the same tags is the same face, for you and for anyone to whom you send the link.',
  imperfect:
    'It has never seen a pencil, and it makes mistakes: an eye that wanders, hair that cannot decide. If a face does not please you, the next one is a key press away.',
  private: 'It stays with you',
  privateText:
    'Everything is computed in your browser. No picture, no tag and no file of yours is sent anywhere. There are no trackers, no cookies, no account and no advertisements. What you keep is kept in this browser alone, and you can delete it at any time.',
  offlineText:
    'After the first visit the site also works without a network, and you can install it from the browser’s menu like an app.',
  paper: 'Where it comes from',
  paperText:
    'In 2017 a group of students and friends showed that a generative adversarial network can draw anime faces that people like, and put it on a web page for everybody. This project rebuilds their method from their paper, openly and from the ground up: the data, the training, the measuring, and this page.',
  tipsLead: 'How to get the faces that you wish for.',
  'tip-seeds': 'Start with many',
  'tipText-seeds':
    'Draw a handful of characters at once and keep the best. The seed decides on pose, shape and light; tags change what you ask for and leave much of the rest.',
  'tip-tags': 'Ask for little',
  'tipText-tags':
    'Two or three tags are obeyed better than ten. What the model saw rarely while it learnt, it draws badly: its card says how well it knows each tag.',
  'tip-variety': 'Mind the variety',
  'tipText-variety':
    'To the left of the slider, faces are tidy and resemble one another. To the right, they surprise, for better or worse. If faces fall apart, move it to the left.',
  'tip-expert': 'Push a tag',
  'tipText-expert':
    'In the expert view every tag is a number. Beyond +1 it is exaggerated: more blush, a redder red. Between −1 and +1 it is half there.',
  'tip-refine': 'Refine what you like',
  'tipText-refine':
    'Explore makes neighbours of a face that you nearly like, in smaller and smaller steps, and crosses two faces into their children.',
  'tip-keep': 'Lock and continue',
  'tipText-keep':
    'Keep the drawing to try other tags on the same face, or keep the tags to see other faces of the same kind. A PNG from here remembers its settings: drop it on the page to go on from it.',
  'tip-speed': 'If it is slow',
  'tipText-speed':
    'Models says what the faces are computed on, and why. A current browser and a graphics card help; so does closing other tabs.',
  licenceLead: 'What you may do with the pictures, the models and this site.',
  pictures: 'The pictures',
  picturesText:
    'We claim no rights in the pictures that you make. What you may do with them depends on the model that drew them: “Dahlia” learnt from pictures of the model Amaryllis and is under CC BY-NC 2.0 as they are: use its pictures for what is not commercial, and name MakeGirlsMoe (Jin et al. 2017). “Synthetic” is released under CC0, so its pictures are free for any use, also commercial, without naming anybody. For every other model its own licence holds; you find it on the page Models. A model that you bring yourself comes with the terms of those who made it.',
  picturesCare:
    'A model can by chance draw something that resembles an existing character. Look before you publish. In many countries, pictures made by a machine alone are protected by no copyright.',
  toModels: 'Licences of the models',
  code: 'The site and its code',
  codeText: 'All code of this project is free under the MIT licence: use it, change it, host it yourself.',
  others: 'What it stands on',
  othersText: 'The site is built with the work of many others, each under its own licence.',
  notices: 'Licences of the libraries',
}

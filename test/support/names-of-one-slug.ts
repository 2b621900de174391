/** Two spellings of one login that share their slug, of which the one that was connected later gets a longer one. */
export const NAMES_OF_ONE_SLUG = [
  "MAxImILIAn.muSteRManN@DEPartment.example.com",
  "mAXIMiLiAn.mUstermANN@DEpArtment.example.com",
] as const;

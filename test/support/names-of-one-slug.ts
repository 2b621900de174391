/** Two spellings of one login that have the same slug. The one that was connected later gets a longer one. */
export const NAMES_OF_ONE_SLUG = [
  "MAxImILIAn.muSteRManN@DEPartment.example.com",
  "mAXIMiLiAn.mUstermANN@DEpArtment.example.com",
] as const;

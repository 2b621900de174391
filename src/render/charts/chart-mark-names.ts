/**
 * How the names of marks begin that only a wide or only a narrow chart shows: details that would not fit there with its
 * larger letters, and what is there in brief instead. They become classes.
 */
export const DETAIL_MARK = "detail";
export const BRIEF_MARK = "brief";

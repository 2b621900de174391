/** Which sessions a download holds. */
type DownloadSelection =
  | { readonly kind: "status"; readonly status: DownloadStatus }
  | { readonly kind: "user"; readonly slug: string; readonly status: DownloadStatus }
  | { readonly kind: "month"; readonly month: string };

export const STATUSES = ["all", "open", "closed"] as const;
export type DownloadStatus = (typeof STATUSES)[number];

/** The path in `out/` of a download, without its ending. */
export function downloadStem(selection: DownloadSelection): string {
  return `downloads/openvpn-history_${selectionName(selection)}`;
}

/** The downloads that a user may have. */
export function userStems(slug: string): readonly string[] {
  return STATUSES.map((status) => downloadStem({ kind: "user", slug, status }));
}

function selectionName(selection: DownloadSelection): string {
  switch (selection.kind) {
    case "status":
      return selection.status;
    case "user":
      return selection.status === "all" ? selection.slug : `${selection.slug}_${selection.status}`;
    case "month":
      return selection.month;
  }
}

/** The path in `out/` of the review of users, without its ending. */
export const ACCESS_REVIEW_STEM = "downloads/access-review";

/** The path in `out/` of a month's usage by user and day, without its ending. */
export function usageStem(month: string): string {
  return `downloads/usage_${month}`;
}

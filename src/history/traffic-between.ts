import type { Sample } from "./sample.js";

/**
 * The part of a sample's traffic that falls between two instants of its step, in proportion to the time. The traffic
 * up to an instant is rounded, not each part, so that the parts of a step add up to the sample.
 *
 * @param previousSeconds the time of the server's sample before it, which is earlier
 */
export function trafficBetween(
  { timeSeconds, bytesReceived, bytesSent }: Sample,
  previousSeconds: number,
  fromSeconds: number,
  toSeconds: number,
): Pick<Sample, "bytesReceived" | "bytesSent"> {
  const until = (bytes: number, seconds: number): number =>
    Math.round((bytes * (seconds - previousSeconds)) / (timeSeconds - previousSeconds));
  return {
    bytesReceived: until(bytesReceived, toSeconds) - until(bytesReceived, fromSeconds),
    bytesSent: until(bytesSent, toSeconds) - until(bytesSent, fromSeconds),
  };
}

/** Types of `/sdk/walaa-live.js`. */

/** Where a channel stands; goes back to the server to resume from. */
export interface Position { epoch: string; offset: number }

export interface Balance { available: number; pending: number; held: number; debt: number }

/** `GET /v1/me/state`: how everything is now. Parts that the programme does not use are missing. */
export interface Snapshot {
  id: string;
  seq: number;
  asOf?: string;
  /** Read from the ledger because the state store is away. */
  stale?: boolean;
  balances: Record<string, Balance & { expiring: { at: string; amount: number }[] }>;
  live?: Position;
  [part: string]: unknown;
}

/** What each type of event carries. Values are absolute: an event that comes twice changes nothing. */
export interface Events {
  "balance.changed": { unit: string; delta: number; available: number; seq: number };
  "points.pending": { unit: string; pending: number; seq: number };
  "points.expiring": { unit: string; amount: number; at: string; seq: number };
  "tier.changed": { tier: string; title?: string; from: string; because: string; seq: number };
  /** Amounts are minor units of `currency` where spend counts; `next` is null at the top. */
  "tier.progress": {
    amount: number; currency?: string; seq: number;
    next: { id: string; title: string; threshold: number; missing: number } | null;
  };
  "challenge.progress": Challenge;
  "challenge.completed": Challenge;
  "offer.granted": Offer;
  "offer.updated": Offer;
  "offer.withdrawn": Offer;
  "reward.redeemed": { reward: string; title?: string; voucher?: string; redemption?: string; cause?: string; seq: number };
  "voucher.updated": { voucher: string; because: string; seq: number };
  /** On `board:…`: the first ten places as they are now. */
  "board.changed": {
    board: string; title?: string; measure: string; from?: string; until?: string; size: number;
    rows: { rank: number; score: number; name?: string }[];
  };
  notice: { title: string; text?: string; link?: string };
}

export interface Challenge { challenge: string; title?: string; progress?: number; goal?: number; completed?: number; seq: number }

/**
 * On the member's channel what became of the member's offer. On `segment:…` and `public:offers` that it was announced, or
 * how many are left for everybody: whether it is for the member says `GET /v1/me/offers`.
 */
export interface Offer {
  offer: string; title?: string; text?: string; because: string; seq?: number;
  claimUntil?: string; usableUntil?: string; left?: number; until?: string;
}

/** An event as it was sent (CloudEvents names), and its channel. */
export interface LiveEvent<T = unknown> { id: string; type: string; time: string; channel: string; data: T }

/**
 * - `connecting`: on its way
 * - `online`: everything that happens arrives
 * - `waiting`: lost; connects again after a random delay, or at once when the page comes to the front
 * - `offline`: the browser has no network
 * - `stopped`: closed, or the server said not to come back (`code` 4500 and above)
 */
export type State = "idle" | "connecting" | "online" | "waiting" | "offline" | "stopped";

/** What the library itself has to say. */
export interface Notices {
  state: { state: State; code?: number; reason?: string };
  /** Before the first event, and again whenever the server could not show that nothing was missed. */
  snapshot: Snapshot;
  /** Completeness of a channel could not be shown; a snapshot follows. */
  reset: { channel: string; reason: string };
  /** A command was refused, such as a channel that is not the member's to join. */
  error: { code: string; channel?: string; retry: boolean };
}

export interface Options {
  /**
   * A member token, or what gives one: asked before every connection, a minute before a token expires on a living one,
   * and when it was refused. Rejecting counts as a lost connection.
   */
  token: string | ((why: "connect" | "expiring" | "refused") => string | Promise<string>);
  /** Where the API is, such as `https://loyalty.example.com/`; the page's own origin unless given. */
  url?: string;
  /** Channels beside the member's own: `segment:…`, `board:…`, `public:…`. */
  channels?: string[];
}

export declare class WalaaLive {
  constructor(options: Options);
  readonly state: State;
  /** Calls `handler` for each event of a type; what it gives takes the handler back. */
  on<T extends keyof Events>(type: T, handler: (data: Events[T], event: LiveEvent<Events[T]>) => void): () => void;
  on<T extends keyof Notices>(type: T, handler: (data: Notices[T]) => void): () => void;
  /** Everything: events and notices. */
  on(type: "*", handler: (data: unknown, event: { type: string; data: unknown }) => void): () => void;
  subscribe(channel: string): void;
  unsubscribe(channel: string): void;
  /** Ends it for good. */
  close(): void;
}

/**
 * Keeps a member's screen up to date: reads the snapshot, opens a WebSocket (server-sent events where that is blocked),
 * and after a loss goes on where it was. Every event arrives once and in order, or a new `snapshot` says how things are.
 */
export declare function connect(options: Options): WalaaLive;

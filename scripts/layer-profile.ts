import { Session, type Profiler } from "node:inspector/promises";

/** Milliseconds spent in each part of gostable while something ran, by sampling. */
export type LayerTimes = ReadonlyMap<string, number>;

/** Runs `work` under V8's sampling profiler and adds up the samples by the layer whose code was running. */
export async function profileLayers(work: () => Promise<void>): Promise<LayerTimes> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 200 });
  await session.post("Profiler.start");
  await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return timesByLayer(profile);
}

function timesByLayer({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): LayerTimes {
  const layers = layersOfNodes(nodes);
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const layer = layers.get(id) ?? "other";
    if (layer !== "idle") times.set(layer, (times.get(layer) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  });
  return times;
}

/** Code of the platform (sorting, maps, strings) counts for the layer that called it. */
function layersOfNodes(nodes: readonly Profiler.ProfileNode[]): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const layers = new Map<number, string>();
  const visit = (id: number, inherited: string): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const layer = layerOf(node.callFrame) ?? inherited;
    layers.set(id, layer);
    for (const child of node.children ?? []) visit(child, layer);
  };
  const root = nodes[0];
  if (root !== undefined) visit(root.id, "other");
  return layers;
}

function layerOf({ functionName, url }: { functionName: string; url: string }): string | undefined {
  if (functionName === "(idle)" || functionName === "(program)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (url.startsWith("wasm:") || url.includes("web-tree-sitter")) return "parse";
  const layer = /server\/src\/([a-z]+)\/([a-z-]+)\.ts/.exec(url);
  if (layer === null) return undefined;
  if (layer[1] !== "syntax") return layer[1];
  return layer[2] === "heap-tree" || layer[2] === "flat-tree" ? "flatten" : "lower to AST";
}

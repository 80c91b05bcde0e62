// Draws the map of the network ([data-map]) from the facts that the server gives; the table below it says the same.
import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";

const TONES = { strong: "--spruce", weak: "--tone-second", none: "--edge" };

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// ``words`` is the size of names in the drawing's own units, so that they can be read when all of it is shown.
function looks(words) {
  return [
    {
      selector: "node",
      style: {
        "background-color": (node) => colour(TONES[node.data("tie")]),
        width: (node) => 16 + 7 * node.data("alive"),
        height: (node) => 16 + 7 * node.data("alive"),
        label: "data(name)",
        color: colour("--ink"),
        "font-family": "Inter, system-ui, sans-serif",
        "font-size": words,
        "min-zoomed-font-size": 9,
        "text-margin-y": 3,
        "text-valign": "bottom",
        "text-background-color": colour("--desk"),
        "text-background-opacity": 0.8,
        "text-background-padding": 1,
      },
    },
    {
      selector: "node.organization",
      style: {
        shape: "round-rectangle",
        "background-color": (node) => (node.data("interest") ? colour("--spruce") : colour("--card")),
        "border-color": colour("--spruce"),
        "border-width": 2,
        width: 26,
        height: 26,
        "font-size": words * 1.1,
        "font-weight": 600,
      },
    },
    { selector: "node.me", style: { "background-color": colour("--ink"), width: 40, height: 40, "font-weight": 600 } },
    {
      selector: "edge",
      style: { width: 1, "line-color": colour("--line"), "curve-style": "haystack" },
    },
    {
      selector: "edge.led",
      style: {
        width: 2,
        "line-color": colour("--spruce"),
        "curve-style": "straight",
        "target-arrow-color": colour("--spruce"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.9,
      },
    },
    { selector: ".away", style: { display: "none" } },
    { selector: ".dim", style: { opacity: 0.18 } },
    { selector: "node.found", style: { "border-color": colour("--amber"), "border-width": 5, "z-index": 9, "min-zoomed-font-size": 0 } },
  ];
}

// The circle is drawn out to the shape of its frame, so that a wide desk is used whole.
function elements({ nodes, edges }, stretch) {
  const drawn = nodes.map(({ x, y, ...data }) => ({
    group: "nodes",
    data,
    position: { x: x * stretch, y },
    classes: data.id.startsWith("o") ? "organization" : "person",
    grabbable: false,
  }));
  drawn.push({ group: "nodes", data: { id: "me", name: "You", alive: 0, tie: "none" }, position: { x: 0, y: 0 }, classes: "me", grabbable: false });
  edges.forEach(({ from, to, kind }, number) => drawn.push({ group: "edges", data: { id: `e${number}`, source: from, target: to }, classes: kind }));
  return drawn;
}

async function draw(panel) {
  const response = await fetch(panel.dataset.map, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const facts = await response.json();
  panel.hidden = false;
  const container = panel.querySelector("[data-map-canvas]");
  const graph = cytoscape({
    container,
    elements: elements(facts, Math.min(1.8, Math.max(0.7, container.clientWidth / container.clientHeight))),
    layout: { name: "preset", fit: true, padding: 30 },
    minZoom: 0.05,
    maxZoom: 3,
    hideEdgesOnViewport: facts.nodes.length > 400,
    textureOnViewport: facts.nodes.length > 400,
    pixelRatio: facts.nodes.length > 400 ? 1 : "auto",
    boxSelectionEnabled: false,
    autoungrabify: true,
  });
  const isRoomy = facts.nodes.length <= 150 && container.clientWidth > 600;
  const size = isRoomy ? 12 / graph.zoom() : 16;
  graph.style(looks(size));
  const told = panel.querySelector("[data-map-told]");
  const names = panel.querySelector("[data-map-names]");
  for (const { name } of facts.nodes) {
    const option = document.createElement("option");
    option.value = name;
    names.append(option);
  }

  graph.on("tap", "node.person, node.organization", ({ target }) => location.assign(target.data("url")));
  graph.on("mouseover", "node", ({ target }) => {
    if (target.data("url")) told.textContent = [target.data("name"), target.data("title")].filter(Boolean).join(" · ");
    graph.container().classList.toggle("on-node", true);
  });
  graph.on("mouseout", "node", () => graph.container().classList.toggle("on-node", false));

  const search = panel.querySelector("[data-map-search]");
  function find(event) {
    event?.preventDefault();
    graph.nodes().removeClass("found");
    const words = search.value.trim().toLocaleLowerCase();
    if (!words) return;
    const found = graph.nodes().filter((node) => node.data("name").toLocaleLowerCase().includes(words) && node.id() !== "me");
    found.addClass("found");
    told.textContent = found.empty() ? "Nobody on the map has this name." : `${found.length} found.`;
    if (!found.empty()) graph.animate({ fit: { eles: found, padding: 120 }, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140 });
  }
  search.form.addEventListener("submit", find);
  search.addEventListener("change", find);

  panel.addEventListener("change", () => {
    const ties = new Set([...panel.querySelectorAll("[data-map-tie]:checked")].map((box) => box.value));
    const onlyGoals = panel.querySelector("[data-map-targets]").checked;
    graph.batch(() => {
      graph.nodes(".person").forEach((node) => node.toggleClass("away", !ties.has(node.data("tie"))));
      graph.elements().removeClass("dim");
      if (onlyGoals) {
        const goals = graph.nodes(".organization").filter((node) => node.data("interest") > 0);
        const there = goals.neighborhood().nodes();
        const kept = goals.union(there).union(there.neighborhood(".person")).union(graph.$("#me"));
        graph.nodes().difference(kept).addClass("dim");
        graph.edges().difference(kept.edgesWith(kept)).addClass("dim");
      }
    });
  });
  panel.addEventListener("click", ({ target }) => {
    const zoom = target.closest("[data-map-zoom]");
    if (zoom) graph.zoom({ level: graph.zoom() * Number(zoom.dataset.mapZoom), renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
    if (target.closest("[data-map-fit]")) graph.fit(undefined, 30);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(looks(size)));
}

for (const panel of document.querySelectorAll("[data-map]")) draw(panel);

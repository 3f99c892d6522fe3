// After each move of the map, its labels are shown in order of rank, as long as none is cut or covers another one.
(map => {
  const frame = map.getContainer();
  const focus = frame.focus;
  frame.focus = () => focus.call(frame, { preventScroll: true }); // Leaflet focuses the map at each click
  const fixed = [".bk-map-attribution", ".leaflet-control-zoom", "path.bk-map-symbol"];
  const always = [".bk-map-number", ".bk-map-value"];
  const ranked = [".bk-map-frame", ".bk-map-town", ".bk-map-country", ".bk-map-neighbour"];
  const find = selector => [...document.querySelectorAll(selector)].map(e => [e, e.getBoundingClientRect()]);
  let planned = false;
  const arrange = () => {
    planned = false;
    const edge = frame.getBoundingClientRect();
    const taken = [...fixed, ...always].flatMap(find).map(([, box]) => box);
    for (const [label, box] of ranked.flatMap(find)) {
      const inside = box.left > edge.left && box.right < edge.right && box.top > edge.top && box.bottom < edge.bottom;
      const free = taken.every(b => b.right < box.left || box.right < b.left || b.bottom < box.top || box.bottom < b.top);
      label.style.visibility = inside && free ? "" : "hidden";
      if (inside && free) taken.push(box);
    }
  };
  const plan = () => {
    if (!planned) requestAnimationFrame(arrange);
    planned = true;
  };
  map.on("zoomend moveend resize layeradd layerremove", plan);
  document.fonts.ready.then(plan); // letters are wider or narrower once their font is there
})

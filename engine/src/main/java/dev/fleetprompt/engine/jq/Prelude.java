package dev.fleetprompt.engine.jq;

/**
 * Builtins that are most plainly written in jq. Each uses only builtins in Java and those above it.
 */
final class Prelude {
  static final String SOURCE =
      """
      def values: select(. != null);
      def nulls: select(. == null);
      def booleans: select(type == "boolean");
      def numbers: select(type == "number");
      def strings: select(type == "string");
      def arrays: select(type == "array");
      def objects: select(type == "object");
      def iterables: select(type | . == "array" or . == "object");
      def scalars: select(type | . != "array" and . != "object");
      def isvalid(f): try (f | true) catch false;
      def finites: select(type == "number" and (isinfinite or isnan | not));
      def isfinite: type == "number" and (isinfinite | not);
      def normals: select(type == "number" and isnormal);

      def in(container): . as $key | container | has($key);
      def inside(container): . as $part | container | contains($part);
      def nth($index): .[$index];
      def nth($index; f):
        if $index < 0 then error("nth doesn't support negative indices") else first(skip($index; f)) end;
      def combinations:
        if length == 0 then [] else .[0][] as $head | .[1:] | combinations | [$head] + . end;
      def combinations($n): . as $set | [range($n) | $set] | combinations;
      def while(condition; next): def again: if condition then ., (next | again) else empty end; again;
      def until(condition; next): def again: if condition then . else next | again end; again;
      def walk(f):
        def down: (if type == "object" then map_values(down) elif type == "array" then map(down) else . end) | f;
        down;

      def paths: path(..) | select(length > 0);
      def paths(f): . as $whole | paths | select(. as $path | $whole | getpath($path) | f);
      def leaf_paths: paths(scalars);
      def pick(f): . as $whole | reduce path(f) as $path (null; setpath($path; $whole | getpath($path)));
      def with_entries(f): to_entries | map(f) | from_entries;

      def INDEX(f; key): reduce f as $row ({}; .[$row | key | tostring] |= $row);
      def INDEX(key): INDEX(.[]; key);
      def GROUP_BY(key): group_by(key);
      def IN(f): any(f == .; .);
      def IN(source; f): any(source == f; .);
      def JOIN($index; key): [.[] | [., $index[key]]];
      def JOIN($index; f; key): f | [., $index[key]];
      def JOIN($index; f; key; join): f | [., $index[key]] | join;

      def match($pattern; $flags): _match($pattern; $flags; false) | .[];
      def match($pattern):
        if $pattern | type == "array" then match($pattern[0]; $pattern[1]) else match($pattern; null) end;
      def test($pattern; $flags): _match($pattern; $flags; true);
      def test($pattern):
        if $pattern | type == "array" then test($pattern[0]; $pattern[1]) else test($pattern; null) end;
      def _captures: reduce (.captures[] | select(.name != null)) as $part ({}; .[$part.name] = $part.string);
      def capture($pattern; $flags): match($pattern; $flags) | _captures;
      def capture($pattern):
        if $pattern | type == "array" then capture($pattern[0]; $pattern[1]) else capture($pattern; null) end;
      def scan($pattern; $flags):
        match($pattern; "g" + $flags) | if .captures == [] then .string else [.captures[].string] end;
      def scan($pattern):
        if $pattern | type == "array" then scan($pattern[0]; $pattern[1]) else scan($pattern; null) end;
      def split($pattern; $flags):
        . as $text
        | [foreach ((match($pattern; $flags + "g") | [.offset, .length]), null) as $cut
            ([0, null];
             if $cut == null then [.[0], $text[.[0]:]] else [$cut[0] + $cut[1], $text[.[0]:$cut[0]]] end;
             .[1])];
      def splits($pattern; $flags): split($pattern; $flags)[];
      def splits($pattern): splits($pattern; null);
      def sub($pattern; replacement): sub($pattern; replacement; "");
      def gsub($pattern; replacement; $flags): sub($pattern; replacement; $flags + "g");
      def gsub($pattern; replacement): sub($pattern; replacement; "g");

      def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
      def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
      def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
      def fromdate: fromdateiso8601;
      def date: todate;
      def dateadd(unit; $seconds): . + $seconds;
      def datesub(unit; $seconds): . - $seconds;

      def tostream:
        path(def down: (.[]? | down), .; down) as $path
        | getpath($path)
        | reduce path(.[]?) as $inner ([$path, .]; [$path + $inner]);
      def truncate_stream(f):
        . as $depth
        | null
        | f
        | . as $event
        | if (.[0] | length) > $depth then setpath([0]; $event[0][$depth:]) else empty end;
      def fromstream(f):
        foreach f as $event ({whole: null, done: false};
          (if .done then {whole: null, done: false} else . end)
          | if $event | length == 2
            then setpath(["done"]; $event[0] == []) | setpath(["whole"] + $event[0]; $event[1])
            else setpath(["done"]; $event[0] | length == 1)
            end;
          if .done then .whole else empty end);
      """;

  private Prelude() {}
}

// Which names begin like this?
//
// Finds people, teams, federations, competitions and outlets whose name, other name or surname begins with the text,
// without regard to case, accents and punctuation; those with the most claims first.
//
// @param text: folded -- The beginning of a name.
// @param kind: kind = null -- Only entities of this kind.
// @column name: string -- The usual name.
// @column kind: string -- person, club, national_team, federation, competition or outlet.
// @column matched: string -- The name that begins with the text, folded.
// @column aliases: strings -- Other names.
// @column country: string -- Country, where known.
// @column known: bool -- Whether a reference table knows the entity; if not, only its articles do.
// @column claims: int -- How many claims are about it.
// @column id: id -- Id of the entity; it may be given to every question in place of a name.
// @table name kind matched country claims id
// @example text=ance
// @example text=real kind=club
MATCH (n:Name)-[:NAMES]->(e:Entity)
WHERE n.key STARTS WITH $text AND ($kind IS NULL OR e.kind = $kind)
WITH e, min(n.key) AS matched
OPTIONAL MATCH (e)<-[:SUBJECT|OBJECT]-(c:Claim)
WITH e, matched, count(DISTINCT c) AS claims
RETURN e.name AS name, e.kind AS kind, matched, coalesce(e.aliases, []) AS aliases, e.country AS country, e.known AS known,
  claims, e.id AS id
ORDER BY claims DESC, name, id

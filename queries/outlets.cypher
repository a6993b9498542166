// Who reports what?
//
// For each outlet, and for each person who is named as a source: how many articles and claims it published, how sure it
// made them, and how often others name it as their source.
//
// @param outlet: source = null -- Only this outlet or person.
// @param team: team = null -- Only claims about this team.
// @param since: date = null -- Only articles of this day or later.
// @column source: string -- The outlet or person.
// @column kind: string -- outlet or person.
// @column published: int -- Claims in its own articles.
// @column articles: int -- Its own articles that hold such claims.
// @column named: int -- Claims for which it is named as a source, in its own articles and in others'.
// @column confirmed: int -- Of all these, stated as fact.
// @column reported: int -- Of all these, carried as a report.
// @column speculated: int -- Of all these, given as a possibility.
// @column denied: int -- Of all these, denied.
// @column first_reported: date -- Date of the oldest.
// @column last_reported: date -- Date of the newest.
// @column source_id: id -- Id of the outlet or person.
// @table source published named confirmed reported speculated denied
// @example since=2023
// @example outlet=Relevo team="Real Madrid"
CALL {
  MATCH (s:Entity)-[:PUBLISHED]->(a:Article)-[:STATES]->(c:Claim)
  WHERE $outlet IS NULL OR s.id = $outlet
  RETURN s, c, a.id AS own, 0 AS named
  UNION
  MATCH (s:Entity)<-[:ATTRIBUTED_TO]-(c:Claim)
  WHERE $outlet IS NULL OR s.id = $outlet
  RETURN s, c, null AS own, 1 AS named
}
WITH s, c, own, named
WHERE ($since IS NULL OR substring(coalesce(c.reported, '') + '-01-01', 0, 10) >= $since)
  AND ($team IS NULL OR EXISTS { MATCH (c)-[:SUBJECT|OBJECT|AT]->(:Entity {id: $team}) })
WITH s, c, max(own) AS own, max(named) AS named
RETURN
  s.name AS source, s.kind AS kind, count(own) AS published, count(DISTINCT own) AS articles, sum(named) AS named,
  sum(CASE c.status WHEN 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
  sum(CASE c.status WHEN 'reported' THEN 1 ELSE 0 END) AS reported,
  sum(CASE c.status WHEN 'speculated' THEN 1 ELSE 0 END) AS speculated,
  sum(CASE c.status WHEN 'denied' THEN 1 ELSE 0 END) AS denied,
  min(c.reported) AS first_reported, max(c.reported) AS last_reported, s.id AS source_id
ORDER BY published + named DESC, source, source_id

// What was said about a person or team, in the order of time?
//
// Every claim in which the name is subject, object, or the team of a succession or title, by the date of its article,
// with sentence and source.
//
// @param entity: entity -- The person, team, competition or federation.
// @param since: date = null -- Only articles of this day or later.
// @param until: date = null -- Only articles before this day.
// @param status: status = null -- Only claims of this status.
// @param newest_first: bool = false -- Begin with the newest.
// @column reported: date -- Date of the article.
// @column subject: string -- Whom the claim is about.
// @column predicate: string -- What it says.
// @column object: string -- Its other end.
// @column team: string -- The team of a succession or title.
// @column status: string -- How sure the article makes it.
// @column role: string -- The post.
// @column until: date -- Last day there, or of the contract.
// @column when: date -- Day of the event, or year of the title.
// @column said_by: strings -- Everyone named as a source of the claim.
// @column outlet: string -- Who published it.
// @column confidence: float -- The extractor's certainty, 0 to 1.
// @column sentence: string -- The evidence, word for word.
// @column subject_id: id -- Id of the subject.
// @column object_id: id -- Id of the object.
// @column claim: id -- Id of the claim.
// @column url: string -- Address of the article.
// @table reported subject predicate object status until when said_by outlet sentence
// @edges subject_id predicate object_id
// @example entity="Real Madrid"
// @example entity="Carlo Ancelotti" since=2023-06 until=2024
MATCH (:Entity {id: $entity})<-[:SUBJECT|OBJECT|AT]-(c:Claim)
WHERE ($status IS NULL OR c.status = $status)
  AND ($since IS NULL OR substring(coalesce(c.reported, '') + '-01-01', 0, 10) >= $since)
  AND ($until IS NULL OR (c.reported IS NOT NULL AND substring(c.reported + '-01-01', 0, 10) < $until))
WITH DISTINCT c, coalesce(c.reported, '') AS day
ORDER BY CASE WHEN $newest_first THEN day ELSE '' END DESC, day, c.article, c.start, c.id /* page */
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:AT]->(t:Entity)
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(source:Entity)
WITH c, s, o, t, a, source ORDER BY source.name
WITH c, s, o, t, a, collect(source.name) AS said_by
RETURN
  c.reported AS reported, s.name AS subject, c.predicate AS predicate, o.name AS object, t.name AS team,
  c.status AS status, c.role AS role, c.until AS until, coalesce(c.when, c.year) AS when, said_by,
  a.outlet AS outlet, c.confidence AS confidence, c.evidence AS sentence, s.id AS subject_id, o.id AS object_id,
  c.id AS claim, a.url AS url
ORDER BY CASE WHEN $newest_first THEN coalesce(reported, '') ELSE '' END DESC, coalesce(reported, ''), c.article,
  c.start, claim

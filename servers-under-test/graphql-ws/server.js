const { GraphQLObjectType, GraphQLSchema, GraphQLString } = require('graphql')
const { useServer } = require('graphql-ws/use/ws')
const { WebSocketServer } = require('ws')

const query = new GraphQLObjectType({
  name: 'Query',
  fields: { hello: { type: GraphQLString, resolve: () => 'world' } },
})

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT), path: '/graphql' })
useServer({ schema: new GraphQLSchema({ query }) }, server)
